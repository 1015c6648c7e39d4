/**
 * Orders in the ways that come to mind first, for {@code ./demo bench}: an order is saved, and then, by profile, told to the
 * broker without confirms ({@code no-confirm}), told to it with a confirm each ({@code confirm}), or mailed and paid before it is
 * answered ({@code synchronous}).
 */
package io.orderflow.naive;
