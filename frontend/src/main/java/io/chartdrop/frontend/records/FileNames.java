package io.chartdrop.frontend.records;

import io.chartdrop.frontend.api.ApiClient;
import io.chartdrop.frontend.api.ApiException;
import io.chartdrop.frontend.api.PatientRecord;
import io.chartdrop.frontend.api.Trouble;
import jakarta.servlet.http.HttpSession;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Names of the files that records came from; a record knows only the id. */
@Component
class FileNames {
  private static final String REMEMBERED = FileNames.class.getName();
  private static final int MOST_ASKED = 20;
  private static final int MOST_REMEMBERED = 200;

  private final ApiClient api;

  FileNames(ApiClient api) {
    this.api = api;
  }

  private static final class Remembered extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }

  /**
   * @return by id; those of files beyond the first few, or no longer in the ledger, are not there
   */
  Map<String, String> of(List<PatientRecord> records, HttpSession session) {
    List<String> wanted = records.stream().map(PatientRecord::fileId).distinct().toList();
    Map<String, String> names = new HashMap<>();
    Remembered known = remembered(session);
    int asked = 0;
    for (String fileId : wanted) {
      String name;
      synchronized (known) {
        name = known.get(fileId);
      }
      if (name == null && asked < MOST_ASKED) {
        asked++;
        name = ask(fileId);
        synchronized (known) {
          known.put(fileId, name);
        }
      }
      if (name != null) {
        names.put(fileId, name);
      }
    }
    return names;
  }

  private String ask(String fileId) {
    try {
      return api.file(fileId).name();
    } catch (ApiException e) {
      if (e.trouble() == Trouble.NOT_FOUND) {
        return fileId;
      }
      throw e;
    }
  }

  private static Remembered remembered(HttpSession session) {
    if (session.getAttribute(REMEMBERED) instanceof Remembered known) {
      return known;
    }
    Remembered fresh = new Remembered();
    session.setAttribute(REMEMBERED, fresh);
    return fresh;
  }
}
