package io.github.restake4j.eigenlayer.rewards;

import java.nio.file.Path;

/** A claims file that is read when it is needed. */
record ClaimsPath(Path file, ClaimAmounts.Limits limits) implements ClaimSource {}
