package io.orderflow.operations.openapi;

/**
 * Converts a pattern of Bean Validation to one of JSON Schema. Bean Validation matches the whole text, and JSON Schema any part of it.
 * JSON Schema has the regular expressions of ECMAScript, which know no possessive quantifiers; the greedy ones match the same text here.
 */
final class EcmaPattern {

    private static final String QUANTIFIER_ENDS = "*+?}";

    private EcmaPattern() {}

    static String of(String pattern) {
        String greedy = withoutPossessives(pattern);
        return greedy.startsWith("^") ? greedy : "^(?:" + greedy + ")$";
    }

    private static String withoutPossessives(String pattern) {
        StringBuilder result = new StringBuilder();
        boolean inClass = false;
        boolean afterQuantifier = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                result.append(c).append(pattern.charAt(++i));
                afterQuantifier = false;
            } else if (afterQuantifier && c == '+') {
                afterQuantifier = false;
            } else {
                inClass = inClass ? c != ']' : c == '[';
                afterQuantifier = !inClass && QUANTIFIER_ENDS.indexOf(c) >= 0;
                result.append(c);
            }
        }
        return result.toString();
    }
}
