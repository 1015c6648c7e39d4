create table stock (
    sku     text    primary key,
    -- Whatever the code does, no more is sold than there is.
    on_hand integer not null check (on_hand >= 0)
);

create table stock_taken (
    -- What makes it once per order, whatever is delivered how often and to how many replicas.
    order_id uuid        primary key,
    taken_at timestamptz not null default now()
);

-- The goods of the demo: plenty of what ./demo order buys, and something to run out of.
insert into stock (sku, on_hand) values ('book-42', 1000000), ('rare-book', 3);
