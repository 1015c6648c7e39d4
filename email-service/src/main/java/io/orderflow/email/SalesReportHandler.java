package io.orderflow.email;

import io.orderflow.messages.SalesReport;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
class SalesReportHandler extends MailHandler<SalesReport> {

    SalesReportHandler(Mailer mailer) {
        super(mailer);
    }

    @Override
    public Class<SalesReport> type() {
        return SalesReport.class;
    }

    @Override
    Mail mail(SalesReport report) {
        return new Mail(
                MailType.SALES_REPORT,
                report.recipient(),
                "Sales of %s".formatted(report.day()),
                Map.of(
                        "day",
                        report.day(),
                        "zone",
                        report.zone(),
                        "lines",
                        report.sales().stream().map(SalesReportHandler::line).toList()));
    }

    /** One line of the report, as the templates show it. */
    record Line(int orders, int paid, Money revenue) {}

    private static Line line(SalesReport.Sales sales) {
        return new Line(sales.orders(), sales.paid(), new Money(sales.revenue(), sales.currency()));
    }
}
