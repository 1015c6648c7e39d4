grant select, insert, update on stock to "${service}";
grant select, insert on stock_taken to "${service}";
grant select, insert, update on order_minute, order_minute_revenue to "${service}";
