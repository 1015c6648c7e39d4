package io.orderflow.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The id of a dead letter, or a unique prefix of it. */
final class DeadLetterId implements ITypeConverter<String> {

    static final String DESCRIPTION = "The id, or a unique prefix of at least 4 characters.";

    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F][0-9a-fA-F-]{3,35}");

    @Override
    public String convert(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new TypeConversionException(text
                    + " is no dead letter's id, nor the first 4 characters of one; ./demo dead-letters lists them");
        }
        return text;
    }
}
