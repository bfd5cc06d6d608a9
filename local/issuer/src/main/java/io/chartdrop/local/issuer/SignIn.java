package io.chartdrop.local.issuer;

import java.io.Serializable;
import java.time.Instant;

/** When somebody typed their password: the {@code auth_time} of every token that comes of it. */
record SignIn(Instant at) implements Serializable {}
