/**
 * By whose rights data is read. A request reaches S3 and DynamoDB only through the {@link
 * io.chartdrop.middletier.access.TenantStores} of its tenant.
 */
@NullMarked
package io.chartdrop.middletier.access;

import org.jspecify.annotations.NullMarked;
