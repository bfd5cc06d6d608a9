package io.chartdrop.records.file;

/** Whose the bytes of a file are. */
public sealed interface ContentVerdict {
  /** This file's: nobody reads them, or did. */
  record Mine() implements ContentVerdict {}

  /** Another file with the same bytes is being read now: wait and see what becomes of it. */
  record Waiting(FileId other) implements ContentVerdict {}

  /** They were read and stored: this file is a duplicate of {@code original}. */
  record Done(FileId original) implements ContentVerdict {}
}
