/**
 * The live page's side of the server: once a second it is looked how all services are doing, and all open pages are told.
 * However many there are, there is one look.
 */
package io.orderflow.order.live;
