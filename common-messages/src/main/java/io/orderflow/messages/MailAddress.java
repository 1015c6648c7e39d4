package io.orderflow.messages;

import java.util.regex.Pattern;

/**
 * A customer's e-mail address is one mailbox that every mail server accepts, in ASCII, in a domain with a dot. A group, a
 * list, a route, a comment, a name, a quoted part or an IP address is none, although RFC 5322 allows them.
 */
public final class MailAddress {

    /** RFC 5321: the longest path, without its angle brackets. */
    public static final int MAX_LENGTH = 254;

    /**
     * Bean Validation checks the pattern even if the address is too long, so each repeated group is possessive: it neither backtracks
     * nor uses the stack. The part before the @ has at most 64 characters (RFC 5321).
     */
    public static final String PATTERN =
            "(?=[^@]{1,64}+@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
                    + "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?+\\.)++[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])";

    private static final Pattern ADDRESS = Pattern.compile(PATTERN);

    private MailAddress() {}

    public static boolean isValid(String address) {
        return address.length() <= MAX_LENGTH && ADDRESS.matcher(address).matches();
    }
}
