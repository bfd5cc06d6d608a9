package io.chartdrop.records.file;

/** What our own roles, and only they, say of an object in the inbox, in its metadata. */
public final class UploadMetadata {
  /** The {@link FileId} under which our API announced the upload. */
  public static final String FILE_ID = "file-id";

  /** The {@link FileId} of the file that this object repeats. */
  public static final String REPLAY_OF = "chartdrop-replay-of";

  private UploadMetadata() {}
}
