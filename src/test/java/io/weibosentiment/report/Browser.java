package io.weibosentiment.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Headless Chromium, driven by its chromedriver as W3C's WebDriver says. Selenium's client would do the same, but
 * brings another Guava onto Spark's class path.
 */
final class Browser implements Closeable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    /** Windows are no narrower; a phone is emulated. */
    private static final int NARROWEST = 500;

    /** The colours that a reader prefers. */
    enum Scheme {
        DARK(0),
        LIGHT(1);

        /** Chromium's number for it. */
        private final int number;

        Scheme(int number) {
            this.number = number;
        }

        /** The media query that a page asks for it. */
        String query() {
            return "(prefers-color-scheme: " + name().toLowerCase(Locale.ROOT) + ")";
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    private Browser(Process driver, int port, int width, Scheme scheme) throws IOException {
        this.driver = driver;
        ObjectNode capabilities = JSON.createObjectNode();
        ObjectNode wanted = capabilities.putObject("capabilities").putObject("alwaysMatch");
        wanted.putObject("goog:loggingPrefs").put("browser", "ALL");
        ObjectNode chrome = wanted.putObject("goog:chromeOptions");
        ArrayNode arguments = chrome.putArray("args");
        List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--hide-scrollbars")
                .forEach(arguments::add);
        if (width < NARROWEST) {
            chrome.putObject("mobileEmulation")
                    .putObject("deviceMetrics")
                    .put("width", width)
                    .put("height", 844)
                    .put("pixelRatio", 2);
        } else {
            arguments.add("--window-size=" + width + ",1000");
        }
        arguments.add("--blink-settings=preferredColorScheme=" + scheme.number);
        String root = "http://localhost:" + port + "/session";
        session =
                root + "/" + send("POST", root, capabilities).path("sessionId").asText();
    }

    /** Skips a test where no chromedriver is on the path. */
    static void assumeInstalled() {
        assumeTrue(installed().isPresent(), "no chromedriver on the PATH (Debian: apt install chromium-driver)");
    }

    private static Optional<Path> installed() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "chromedriver"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A browser with a window {@code width} pixels wide. */
    static Browser open(int width, Scheme scheme) throws IOException {
        Process driver = new ProcessBuilder(installed().orElseThrow().toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        BufferedReader said = driver.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                return new Browser(driver, Integer.parseInt(port.group(1)), width, scheme);
            }
        }
        throw new IOException("chromedriver ended without saying its port");
    }

    void open(Path file) throws IOException {
        send(
                "POST",
                session + "/url",
                JSON.createObjectNode().put("url", file.toUri().toString()));
    }

    /** What the function with the body {@code script} returns. */
    JsonNode run(String script, Object... arguments) throws IOException {
        return script("/execute/sync", script, arguments);
    }

    /** What the function with the body {@code script} gives to its last argument. */
    JsonNode await(String script, Object... arguments) throws IOException {
        return script("/execute/async", script, arguments);
    }

    private JsonNode script(String kind, String script, Object... arguments) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("script", script);
        body.set("args", JSON.valueToTree(arguments));
        return send("POST", session + kind, body);
    }

    private String element(String selector) throws IOException {
        ObjectNode by = JSON.createObjectNode().put("using", "css selector").put("value", selector);
        return send("POST", session + "/element", by).path(ELEMENT).asText();
    }

    void click(String selector) throws IOException {
        send("POST", session + "/element/" + element(selector) + "/click", JSON.createObjectNode());
    }

    void type(String selector, String text) throws IOException {
        send(
                "POST",
                session + "/element/" + element(selector) + "/value",
                JSON.createObjectNode().put("text", text));
    }

    /** Moves the pointer so far from the middle of an element. */
    void hover(String selector, int right, int down) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode pointer =
                body.putArray("actions").addObject().put("type", "pointer").put("id", "mouse");
        ArrayNode moves = pointer.putArray("actions");
        String place = element(selector);
        for (int step : new int[] {2, 0}) {
            ObjectNode move = moves.addObject().put("type", "pointerMove").put("duration", 50);
            move.put("x", right + step)
                    .put("y", down + step)
                    .putObject("origin")
                    .put(ELEMENT, place);
        }
        send("POST", session + "/actions", body);
    }

    /** What the console shows since it was last asked. */
    List<String> console() throws IOException {
        JsonNode entries =
                send("POST", session + "/se/log", JSON.createObjectNode().put("type", "browser"));
        return JSON.convertValue(
                entries.findValuesAsText("message"),
                JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    /** The window as it is seen. */
    byte[] picture() throws IOException {
        return Base64.getDecoder()
                .decode(send("GET", session + "/screenshot", null).asText());
    }

    /** The page as it is printed, in PDF. */
    byte[] printed() throws IOException {
        return Base64.getDecoder()
                .decode(send("POST", session + "/print", JSON.createObjectNode())
                        .asText());
    }

    private JsonNode send(String method, String address, ObjectNode body) throws IOException {
        HttpRequest.BodyPublisher content = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .method(method, content)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode value = JSON.readTree(answer.body()).path("value");
            if (answer.statusCode() != 200) {
                throw new IOException(address + ": " + value.path("message").asText());
            }
            return value;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the browser", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            send("DELETE", session, null);
        } finally {
            driver.destroy();
        }
    }
}
