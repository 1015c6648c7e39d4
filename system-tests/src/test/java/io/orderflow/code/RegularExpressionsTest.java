package io.orderflow.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.RecordComponentVisitor;
import org.springframework.asm.TypePath;

/**
 * No regular expression of the main code may overflow the stack or take long, whatever the input. Bean Validation checks a
 * pattern even if the text is longer than its {@code @Size}.
 */
class RegularExpressionsTest {

    private static final int LENGTH = 20_000;
    private static final int STACK_BYTES = 256 * 1024;
    private static final Duration TIME_FOR_ALL = Duration.ofSeconds(20);

    /** A group that is repeated without limit and not possessive uses the stack for each repetition. */
    private static final Pattern RISKY_REPETITION = Pattern.compile("(?<!\\\\)\\)([*+]|\\{\\d+,})(?!\\+)");

    private static final List<String> BEGINNINGS = List.of("", "a", "a@", "a@b", "pm_", "250 ", "https://");
    private static final List<String> REPEATED = List.of(
            "a", "A", "1", ".", "a.", ".a", "1.", "a-", "-", "_", "$", "@", "a@", "a@b.", " ", "\n", "\\", "\0");
    private static final List<String> ENDS = List.of("", "!", "@x.yz", "\n");

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("expressions")
    void staysQuickAndFlatForHostileInput(String expression, String where) {
        assertThat(RISKY_REPETITION.matcher(expression).find())
                .as("make each repeated group possessive: %s in %s", expression, where)
                .isFalse();
        assertThat(tryHostileInput(expression)).succeedsWithin(TIME_FOR_ALL);
    }

    @Test
    void findsTheExpressionsOfAnnotationsAndOfCalls() {
        assertThat(expressions().map(it -> (String) it.get()[0]))
                .contains("[A-Z]{3}", "[!-~]{1,255}", "[!-~]{8,512}", "[a-zA-Z0-9._-]{1,100}", "[0-9]{1,9}")
                .anyMatch(it -> it.contains("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a-z]+(\\.[a-z]+)*@", "(a|b)*", "([a-z]{2,})+", "(a+){2,}"})
    void recognisesARiskyRepetition(String expression) {
        assertThat(RISKY_REPETITION.matcher(expression).find()).isTrue();
    }

    private static CompletableFuture<Void> tryHostileInput(String expression) {
        Pattern pattern = Pattern.compile(expression);
        CompletableFuture<Void> result = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        hostileInput().forEach(it -> pattern.matcher(it).matches());
                        result.complete(null);
                    } catch (StackOverflowError e) {
                        result.completeExceptionally(e);
                    }
                },
                "hostile input",
                STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static Stream<String> hostileInput() {
        return BEGINNINGS.stream()
                .flatMap(beginning -> REPEATED.stream()
                        .map(it -> beginning + it.repeat(LENGTH / it.length()))
                        .flatMap(text -> ENDS.stream().map(text::concat)));
    }

    static Stream<Arguments> expressions() {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> compiled =
                Files.find(Project.find().root(), 4, (it, type) -> it.endsWith("target/classes"))) {
            compiled.flatMap(RegularExpressionsTest::files)
                    .filter(it -> it.toString().endsWith(".class"))
                    .forEach(it -> read(it, found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.entrySet().stream().map(it -> Arguments.of(it.getKey(), it.getValue()));
    }

    private static Stream<Path> files(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Path classFile, Map<String, String> found) {
        try {
            String where = classFile.getFileName().toString().replace(".class", "");
            new ClassReader(Files.readAllBytes(classFile))
                    .accept(new Finder(it -> keep(it, where, found)), ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keep(String text, String where, Map<String, String> found) {
        try {
            Pattern.compile(text);
            found.put(text, where);
        } catch (PatternSyntaxException e) {
            // A constant for another parameter of the call.
        }
    }

    /** Finds the constants that are passed to a method which takes a regular expression, and those in annotations. */
    private static final class Finder extends ClassVisitor {

        private static final Set<String> METHODS = Set.of(
                "java/util/regex/Pattern.compile",
                "java/util/regex/Pattern.matches",
                "java/lang/String.matches",
                "java/lang/String.replaceAll",
                "java/lang/String.replaceFirst",
                "java/lang/String.split");

        private final Consumer<String> found;

        Finder(Consumer<String> found) {
            super(Opcodes.ASM9);
            this.found = found;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String generic, Object value) {
            return new FieldVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                    return annotation();
                }
            };
        }

        @Override
        public RecordComponentVisitor visitRecordComponent(String name, String type, String generic) {
            return new RecordComponentVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitTypeAnnotation(int target, TypePath path, String type, boolean visible) {
                    return annotation();
                }
            };
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {

                /** A call takes one or two constants, and the expression may be either. */
                private final Deque<String> latest = new ArrayDeque<>();

                @Override
                public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                    return annotation();
                }

                @Override
                public AnnotationVisitor visitParameterAnnotation(int parameter, String type, boolean visible) {
                    return annotation();
                }

                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof String text) {
                        latest.addLast(text);
                        if (latest.size() > 2) {
                            latest.removeFirst();
                        }
                    }
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean ofInterface) {
                    if (METHODS.contains(owner + "." + method)) {
                        latest.forEach(found);
                        latest.clear();
                    }
                }
            };
        }

        private AnnotationVisitor annotation() {
            return new AnnotationVisitor(Opcodes.ASM9) {

                @Override
                public void visit(String name, Object value) {
                    if ("regexp".equals(name)) {
                        found.accept((String) value);
                    }
                }

                @Override
                public AnnotationVisitor visitAnnotation(String name, String type) {
                    return this;
                }

                @Override
                public AnnotationVisitor visitArray(String name) {
                    return this;
                }
            };
        }
    }
}
