package io.orderflow.backing;

import java.util.List;

/** Renders the latest mails as a page without scripts. */
final class MailPage {

    private static final int SHOWN = 100;
    private static final int MAX_TEXT = 20_000;
    private static final int MAX_ROWS = 500_000;

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="5">
            <title>Orderflow mails</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
            table { border-collapse: collapse; width: 100%% }
            th, td { border-bottom: 1px solid #bbb; padding: .4rem .8rem .4rem 0; text-align: left; vertical-align: top }
            pre { white-space: pre-wrap; overflow-wrap: anywhere }
            </style>
            </head>
            <body>
            <h1>Mails</h1>
            <p>%s received, the latest %s first. The page renews itself every 5 s.</p>
            <table>
            <thead><tr><th>Received (UTC)</th><th>To</th><th>Subject</th></tr></thead>
            <tbody>
            %s
            </tbody>
            </table>
            </body>
            </html>
            """;

    private static final String ROW = """
            <tr><td>%s</td><td>%s</td><td><details><summary>%s</summary><pre>%s</pre></details></td></tr>""";

    private MailPage() {}

    static String of(List<Mail> latestFirst) {
        return PAGE.formatted(latestFirst.size(), SHOWN, rows(latestFirst));
    }

    /** Ends early if the mails are long. */
    private static String rows(List<Mail> latestFirst) {
        StringBuilder rows = new StringBuilder();
        for (Mail mail : latestFirst.subList(0, Math.min(SHOWN, latestFirst.size()))) {
            String row = row(mail);
            if (rows.length() + row.length() > MAX_ROWS) {
                break;
            }
            rows.append(row).append('\n');
        }
        return rows.toString();
    }

    private static String row(Mail mail) {
        return ROW.formatted(
                mail.receivedAt(),
                escaped(String.join(", ", mail.to())),
                escaped(mail.subject().isEmpty() ? "(no subject)" : mail.subject()),
                escaped(mail.text().length() > MAX_TEXT ? mail.text().substring(0, MAX_TEXT) + " ..." : mail.text()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
