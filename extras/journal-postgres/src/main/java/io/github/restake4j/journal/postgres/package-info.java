/**
 * The journal of sent transactions in a PostgreSQL database: one journal for any number of
 * instances that send from the same keys.
 */
@NullMarked
package io.github.restake4j.journal.postgres;

import org.jspecify.annotations.NullMarked;
