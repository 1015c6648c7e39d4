/** Outages of the database: how to recognise them, and connections that survive them; and the clock of the database. */
@NullMarked
package io.orderflow.messaging.database;

import org.jspecify.annotations.NullMarked;
