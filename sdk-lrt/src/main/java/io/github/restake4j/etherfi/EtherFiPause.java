package io.github.restake4j.etherfi;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether one contract of ether.fi is paused.
 *
 * @param contract which
 * @param isPaused true if what needs it is refused
 * @param until last second of a timed pause; empty if not paused, or paused until governance
 *     resumes it
 */
public record EtherFiPause(EtherFiContract contract, boolean isPaused, Optional<Instant> until) {}
