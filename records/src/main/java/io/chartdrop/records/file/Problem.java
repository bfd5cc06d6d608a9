package io.chartdrop.records.file;

/**
 * Why a file was not taken.
 *
 * @param message what is wrong and how to mend it, in words for the clinic; never a row's content
 */
public record Problem(FileCode code, String message) {}
