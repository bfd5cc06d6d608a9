/**
 * S3 on one machine: Adobe's S3Mock, kept to loopback. {@link LocalS3} is the server, with data in
 * a directory or gone at the end; {@link Buckets} creates buckets whose objects keep every version,
 * here or at any other S3, because the product reads, copies and deletes by version only.
 */
@NullMarked
package io.chartdrop.local.s3;

import org.jspecify.annotations.NullMarked;
