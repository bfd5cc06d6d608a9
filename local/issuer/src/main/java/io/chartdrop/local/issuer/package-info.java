/**
 * Amazon Cognito on one machine: Spring Authorization Server with Cognito's addresses, mint and
 * sign-out. {@link LocalIssuer} is the server; the demo {@code People} sign in on its one page, the
 * demo {@code Clients} get tokens whose claims ({@code CognitoClaims}) are those that Cognito
 * writes, so that the services have one way of reading them. Whoever was signed in is forgotten
 * when it ends; the keys are kept where data is.
 */
@NullMarked
package io.chartdrop.local.issuer;

import org.jspecify.annotations.NullMarked;
