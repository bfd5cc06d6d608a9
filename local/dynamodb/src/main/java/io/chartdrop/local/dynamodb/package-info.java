/**
 * DynamoDB on one machine: Amazon's own DynamoDB Local behind a listener of ours, because its own
 * listens on every interface. {@link LocalDynamoDb} is that server, in memory or in a directory;
 * {@link Tables} creates the tables as {@code terraform/tables.json} defines them, here or in any
 * other DynamoDB. A development dependency under Amazon's licence: never part of what we ship.
 */
@NullMarked
package io.chartdrop.local.dynamodb;

import org.jspecify.annotations.NullMarked;
