/**
 * The conservation proof: a system of its own is broken again and again by a seeded schedule while customers order, and then an
 * auditor closes the books. It shares no code with the services: it knows them by their tables, queues, HTTP and mails.
 */
package io.orderflow.chaos;
