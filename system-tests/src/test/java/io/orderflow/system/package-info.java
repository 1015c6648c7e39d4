/** Tests the promises on the whole system: real processes, a real broker, database and mail server. */
package io.orderflow.system;
