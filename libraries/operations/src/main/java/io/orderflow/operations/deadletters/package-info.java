/** Lists, redrives and drops dead letters over HTTP. */
@NullMarked
package io.orderflow.operations.deadletters;

import org.jspecify.annotations.NullMarked;
