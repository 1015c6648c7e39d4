package io.orderflow.email;

import java.util.Locale;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Renders a mail as text and as HTML, and escapes all values in the HTML. */
@Component
class MailTemplates {

    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    MailTemplates() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("mail/");
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
    }

    String html(Mail mail) {
        return render(mail, ".html");
    }

    String text(Mail mail) {
        return render(mail, ".txt");
    }

    /** The suffix selects the engine's escaping, too. */
    private String render(Mail mail, String suffix) {
        return engine.process(mail.type().label() + suffix, new Context(Locale.ENGLISH, mail.content()));
    }
}
