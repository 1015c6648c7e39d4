package io.orderflow.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The Markdown files of a repository, compared with the files that they name. */
final class Documents {

    private static final Set<String> SKIPPED =
            Set.of(".git", ".idea", ".orderflow", ".vscode", "node_modules", "target");

    /** Files in these folders exist only after a build or a run, or in a jar. */
    private static final Set<String> GENERATED = Set.of(".orderflow", "META-INF", "node_modules", "target");

    private static final String BLOCK = "^ *(```|~~~).*?^ *\\1 *$";
    private static final String SPAN = "`[^`]+`";
    private static final String INDENTED = "^ {4}[^\\n]*$";

    private static final Pattern CODE_BLOCK = pattern(BLOCK);
    private static final Pattern CODE_BLOCK_OR_SPAN = pattern(BLOCK + "|" + SPAN);
    private static final Pattern CODE = pattern(BLOCK + "|" + SPAN + "|" + INDENTED);
    private static final Pattern HEADING = pattern("^#{1,6} +([^\\n]+)$");
    private static final Pattern LINK = pattern("(?:\\]\\(\\s*|(?:href|src|srcset)=\")([^)\\s\"]+)");
    private static final Pattern SEPARATORS = pattern("[\\s`|()\\[\\],;:\"'=$]+");
    private static final Pattern PATH = pattern("(?:\\./)?[\\w.+-]+(?:/[\\w.+-]+)*/?");
    private static final Pattern FILE = pattern(".*\\w\\.(?:css|html|java|js|json|md|png|sh|sql|svg|xml|ya?ml)");

    private final Path root;
    private final Set<Path> tree = new TreeSet<>();

    Documents(Path root) throws IOException {
        this.root = root;
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (SKIPPED.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                tree.add(root.relativize(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                tree.add(root.relativize(file));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    List<Path> all() {
        return tree.stream().filter(Documents::isDocument).toList();
    }

    /** The links within the repository that lead to no file or to no heading, each with its document. */
    List<String> deadLinks() {
        List<String> dead = new ArrayList<>();
        for (Path document : all()) {
            String prose = CODE_BLOCK_OR_SPAN.matcher(text(document)).replaceAll("");
            for (MatchResult match : LINK.matcher(prose).results().toList()) {
                String link = match.group(1);
                if (!link.matches("[a-z]+:.*") && !leadsSomewhere(document, link)) {
                    dead.add(document + ": " + link);
                }
            }
        }
        return dead;
    }

    /** The paths and test classes in code that name no file of the repository, each with its document. */
    List<String> missingFiles() {
        List<String> missing = new ArrayList<>();
        for (Path document : all()) {
            for (String word : wordsOfCode(document)) {
                if (namesFile(word) && !exists(document, word)) {
                    missing.add(document + ": " + word);
                }
            }
        }
        return missing;
    }

    private boolean leadsSomewhere(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : sibling(document, parts[0]);
        if (!tree.contains(target)) {
            return false;
        }
        return parts.length == 1 || !isDocument(target) || anchors(target).contains(parts[1]);
    }

    /** The anchors of headings, as GitHub derives them. */
    private Set<String> anchors(Path document) {
        Set<String> anchors = new HashSet<>();
        String prose = CODE_BLOCK.matcher(text(document)).replaceAll("");
        for (MatchResult match : HEADING.matcher(prose).results().toList()) {
            String title = match.group(1).strip().replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
            String words = title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_\\- ]", "");
            String anchor = words.replace(' ', '-');
            String unique = anchor;
            for (int i = 1; !anchors.add(unique); i++) {
                unique = anchor + "-" + i;
            }
        }
        return anchors;
    }

    private List<String> wordsOfCode(Path document) {
        return CODE.matcher(text(document))
                .results()
                .flatMap(code -> SEPARATORS.splitAsStream(code.group()))
                .map(word -> word.replaceAll("\\.+$", ""))
                .map(word -> word.matches("[A-Z]\\w+Test") ? word + ".java" : word)
                .toList();
    }

    /** No pattern or placeholder names a file: it has characters that {@code PATH} does not allow. */
    private boolean namesFile(String word) {
        if (!PATH.matcher(word).matches()) {
            return false;
        }
        Path path = Path.of(word).normalize();
        for (Path name : path) {
            if (GENERATED.contains(name.toString())) {
                return false;
            }
        }
        boolean inTopFolder = path.getNameCount() > 1 && tree.contains(path.getName(0));
        return inTopFolder || word.startsWith("./") || FILE.matcher(word).matches();
    }

    /** A path may start at the top, at the document's folder, or at any folder: {@code static/index.html}. */
    private boolean exists(Path document, String word) {
        Path path = Path.of(word).normalize();
        return tree.contains(sibling(document, word)) || tree.stream().anyMatch(it -> it.endsWith(path));
    }

    private String text(Path document) {
        try {
            return Files.readString(root.resolve(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path sibling(Path document, String path) {
        return document.resolveSibling(path).normalize();
    }

    private static boolean isDocument(Path file) {
        return file.toString().endsWith(".md");
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.MULTILINE | Pattern.DOTALL);
    }
}
