package io.chartdrop.frontend.api;

import java.util.List;
import java.util.Optional;

/**
 * Files, newest first.
 *
 * @param next where the next page begins; it may be there although this page is short
 */
public record FilePage(List<FileEntry> items, Optional<String> next) {}
