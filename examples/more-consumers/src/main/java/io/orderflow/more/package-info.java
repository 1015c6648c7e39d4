/** The application of the optional consumers. Each of its packages is one consumer. */
@NullMarked
package io.orderflow.more;

import org.jspecify.annotations.NullMarked;
