package io.github.restake4j.rpc;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a node listens: an http or https URL, and headers to send along. Immutable.
 *
 * <p>Keys of node operators stand in paths, queries, user-info and headers, so {@link #toString}
 * shows scheme, host and port only, and {@link #redact} cleans texts that may echo the rest.
 */
public final class Endpoint {
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final String AUTHORIZATION = "Authorization";
  private static final String HIDDEN = "***";

  /** Shorter parts of a URL are words such as "v2" that say nothing. */
  private static final int SHORTEST_SECRET = 5;

  private final URI uri;
  private final Map<String, String> headers;
  private final String display;
  private final Set<String> secrets;

  private Endpoint(URI uri, String display, Map<String, String> headers) {
    this.uri = uri;
    this.display = display;
    this.headers = Collections.unmodifiableMap(headers);
    this.secrets = secrets(uri, headers);
  }

  /**
   * An endpoint by URL. User-info becomes an {@code Authorization: Basic} header.
   *
   * @throws IllegalArgumentException if the text is no http or https URL with a host; the message
   *     does not repeat the text
   */
  public static Endpoint of(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      // neither the text nor the cause, which quotes it: it may hold a key
      throw new IllegalArgumentException(
          "not a URL; an endpoint reads like https://host:8545/path (the text is not shown, it may"
              + " hold a key); its fault is at index "
              + e.getIndex());
    }
    return of(uri);
  }

  /** An endpoint by URI; otherwise as {@link #of(String)}. */
  public static Endpoint of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "an endpoint is an http or https URL" + (scheme.isEmpty() ? "" : ", not " + scheme));
    }
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    if (!HOST_AND_PORT.matcher(host).matches()) {
      throw new IllegalArgumentException("the URL of an endpoint names a host and maybe a port");
    }
    boolean bare = rest(uri).isEmpty() || rest(uri).equals("/");
    String display = scheme + "://" + host + (bare ? "" : "/...");
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String userInfo = userInfo(uri);
    if (userInfo != null) {
      headers.put(AUTHORIZATION, "Basic " + base64(decoded(userInfo)));
    }
    return new Endpoint(uri, display, headers);
  }

  /**
   * This endpoint with a header that every request carries; one of the same name is replaced.
   *
   * @throws IllegalArgumentException if the name is no HTTP token or the value has characters other
   *     than visible ASCII, space and tab; the message does not repeat the value
   */
  public Endpoint header(String name, String value) {
    if (!HEADER_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name of an HTTP header");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c > '~')) {
        throw new IllegalArgumentException(
            "the value of header " + name + " has a character that is not allowed, at index " + i);
      }
    }
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, value);
    return new Endpoint(uri, display, more);
  }

  /** This endpoint with {@code Authorization: Bearer} and the token. */
  public Endpoint bearer(String token) {
    return header(AUTHORIZATION, "Bearer " + token);
  }

  /** The whole URL, keys included: never log it. */
  public URI uri() {
    return uri;
  }

  /** What every request carries, keys included: never log it. Names ignore case. */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * The text without this endpoint's keys: every path segment, query value, user-info and header
   * value of five characters or more is replaced by {@code ***}.
   */
  public String redact(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, HIDDEN);
    }
    return clean;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint that && that.uri.equals(uri) && that.headers.equals(headers);
  }

  @Override
  public int hashCode() {
    return 31 * uri.hashCode() + headers.hashCode();
  }

  /** Scheme, host and port; {@code /...} stands for whatever follows. */
  @Override
  public String toString() {
    return display;
  }

  private static Set<String> secrets(URI uri, Map<String, String> headers) {
    Set<String> found = new LinkedHashSet<>();
    String userInfo = userInfo(uri);
    if (userInfo != null) {
      addSecret(found, userInfo);
      for (String part : userInfo.split(":", 2)) {
        addSecret(found, part);
      }
    }
    for (String part : rest(uri).split("[/?&=#;]", -1)) {
      addSecret(found, part);
    }
    for (String value : headers.values()) {
      addSecret(found, value);
      addSecret(found, value.substring(value.indexOf(' ') + 1));
    }
    // the longest first, so that no part of a secret survives the replacement of a shorter one
    Set<String> sorted = new LinkedHashSet<>();
    found.stream().sorted((a, b) -> Integer.compare(b.length(), a.length())).forEach(sorted::add);
    return sorted;
  }

  private static void addSecret(Set<String> secrets, String raw) {
    for (String form : new String[] {raw, decoded(raw)}) {
      if (form.length() >= SHORTEST_SECRET) {
        secrets.add(form);
      }
    }
  }

  private static @Nullable String userInfo(URI uri) {
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    int at = authority.lastIndexOf('@');
    return at < 0 ? null : authority.substring(0, at);
  }

  private static String rest(URI uri) {
    return (uri.getRawPath() == null ? "" : uri.getRawPath())
        + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
        + (uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Percent-decoded; URI has checked that two hex digits follow each percent sign. */
  private static String decoded(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    byte[] plain = new byte[bytes.length];
    int size = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        plain[size++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        plain[size++] = bytes[i];
      }
    }
    return new String(plain, 0, size, StandardCharsets.UTF_8);
  }
}
