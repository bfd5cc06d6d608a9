package io.chartdrop.records.tenant;

/** How a tenant writes a numeric date: {@code 3/4/2026} is March 4 in MDY, 3 April in DMY. */
public enum DateOrder {
  MDY,
  DMY,
  YMD
}
