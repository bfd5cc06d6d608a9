package io.chartdrop.routes.intake;

import io.chartdrop.routes.csv.RowReader;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.annotations.Dataformat;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.stereotype.Component;

/** Turns a {@link CheckedFile} into its {@link Chunks}, for a streaming splitter. It only reads. */
@Component
@Dataformat("patientCsv")
class PatientCsv extends ServiceSupport implements DataFormat {
  private final Spool spool;

  PatientCsv(Spool spool) {
    this.spool = spool;
  }

  @Override
  public Object unmarshal(Exchange exchange, Object body) throws Exception {
    CheckedFile file = (CheckedFile) body;
    Attempt attempt = file.attempt();
    return new Chunks(
        RowReader.open(
            spool.fileOf(attempt),
            file.layout(),
            attempt.tenant(),
            attempt.fileId(),
            attempt.version().lastModified(),
            attempt));
  }

  @Override
  public Object unmarshal(Exchange exchange, InputStream stream) {
    throw new UnsupportedOperationException("A file is read from the spool, not from a stream");
  }

  @Override
  public void marshal(Exchange exchange, Object graph, OutputStream stream) {
    throw new UnsupportedOperationException("What we write as CSV, camel-csv writes");
  }
}
