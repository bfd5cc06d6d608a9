/**
 * Who may see the pages: people whom the issuer vouches for, until they leave or 15 minutes pass.
 */
@NullMarked
package io.chartdrop.frontend.signin;

import org.jspecify.annotations.NullMarked;
