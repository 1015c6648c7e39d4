/**
 * Proves that nothing is lost: a seeded schedule breaks a separate system again and again while customers order, and then an auditor
 * checks the data. Shares no code with the services: it knows only their tables, queues, HTTP APIs and mails.
 */
@NullMarked
package io.orderflow.chaos;

import org.jspecify.annotations.NullMarked;
