package io.chartdrop.local.issuer;

/** What a page says when something is not as it should be: a heading and what to do. */
record Problem(String title, String cure) {}
