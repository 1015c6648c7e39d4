grant select, insert on sent_email to "${service}";
