package io.github.restake4j.journal.postgres;

import java.time.Duration;
import java.util.regex.Pattern;

/** How a {@link PostgresJournal} uses its database. Immutable; starts from defaults for mainnet. */
public final class PostgresJournalOptions {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

  private final String schema;
  private final boolean createSchema;
  private final Duration lease;
  private final Duration keepEnded;

  private PostgresJournalOptions(Builder from) {
    this.schema = from.schema;
    this.createSchema = from.createSchema;
    this.lease = from.lease;
    this.keepEnded = from.keepEnded;
  }

  /**
   * Schema {@code restake4j}, created when it is missing; leases of 30 s; ended intents 30 days.
   */
  public static PostgresJournalOptions defaults() {
    return builder().build();
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** The PostgreSQL schema that holds the journal's tables. */
  public String schema() {
    return schema;
  }

  /** True if opening creates a missing schema. */
  public boolean createSchema() {
    return createSchema;
  }

  /** How long an owner that is not heard of keeps its intents. */
  public Duration lease() {
    return lease;
  }

  /** How long an ended intent is remembered under its key. */
  public Duration keepEnded() {
    return keepEnded;
  }

  /** Sets options one by one. */
  public static final class Builder {
    private String schema = "restake4j";
    private boolean createSchema = true;
    private Duration lease = Duration.ofSeconds(30);
    private Duration keepEnded = Duration.ofDays(30);

    private Builder() {}

    /**
     * The PostgreSQL schema that holds the journal's tables, default {@code restake4j}. Journals in
     * different schemas know nothing of each other: never give two of them the same key.
     *
     * @throws IllegalArgumentException if it is not 1 to 63 of a-z, 0-9 and _, not beginning with a
     *     digit
     */
    public Builder schema(String name) {
      this.schema = checked(name);
      return this;
    }

    /**
     * Whether opening creates the tables when they are missing, default true. Where the program's
     * role may not create tables, say false and let someone who may run {@link PostgresJournal#ddl}
     * or {@link PostgresJournal#migrate} first.
     */
    public Builder createSchema(boolean create) {
      this.createSchema = create;
      return this;
    }

    /**
     * How long an owner that is not heard of keeps its intents, by the database's clock; default 30
     * s. Longer than the longest pause of a healthy process, shorter than what an intent may wait
     * for another instance to go on with it.
     *
     * @throws IllegalArgumentException if below one second or above one day
     */
    public Builder lease(Duration time) {
      if (time.compareTo(SHORTEST_LEASE) < 0 || time.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException("a lease is 1 s to 1 day, not " + time);
      }
      this.lease = time;
      return this;
    }

    /**
     * How long an ended intent is remembered, so that its key given again finds it instead of
     * sending a second time; default 30 days. {@link PostgresJournal#claim} removes older ones.
     *
     * @throws IllegalArgumentException if below one minute or above 10,000 days
     */
    public Builder keepEnded(Duration time) {
      if (time.compareTo(Duration.ofMinutes(1)) < 0
          || time.compareTo(Duration.ofDays(10_000)) > 0) {
        throw new IllegalArgumentException(
            "ended intents are kept 1 minute to 10,000 days, not " + time);
      }
      this.keepEnded = time;
      return this;
    }

    /** These options. */
    public PostgresJournalOptions build() {
      return new PostgresJournalOptions(this);
    }
  }

  static String checked(String schema) {
    if (!NAME.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "a schema's name is 1 to 63 of a-z, 0-9 and _, not beginning with a digit: " + schema);
    }
    return schema;
  }
}
