package io.chartdrop.local.s3;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One monitor for each key that was ever written; a run on one machine has not too many. */
class KeyLocks {
  private final Map<String, Object> monitors = new ConcurrentHashMap<>();

  Object of(String bucket, String key) {
    return monitors.computeIfAbsent(bucket + "/" + key, any -> new Object());
  }
}
