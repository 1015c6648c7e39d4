// Accepts orders like the story: store the order, add a job to each queue, answer.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import express from 'express';
import { Queue, Worker } from 'bullmq';
import pg from 'pg';

// PGHOST and the other variables of PostgreSQL name the database.
const database = new pg.Pool({ max: 20 });
const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT), password: process.env.REDIS_PASSWORD };
const defaultJobOptions = { attempts: 3, backoff: { type: 'exponential', delay: 2000 }, removeOnComplete: true };
const emails = new Queue('emails', { connection, defaultJobOptions });
const payments = new Queue('payments', { connection, defaultJobOptions });

await database.query(`
  create table if not exists customer_order (
    id uuid primary key,
    customer_email text not null,
    priority text not null,
    total numeric not null,
    items jsonb not null,
    placed_at timestamptz not null default now());
  create table if not exists payment (
    order_id uuid primary key,
    amount numeric not null,
    begun_at timestamptz not null)`);

async function place({ customerEmail, paymentMethod, priority, items }) {
  const total = items.reduce((sum, item) => sum + item.quantity * item.unitPrice, 0).toFixed(2);
  const order = { id: randomUUID(), customerEmail, priority, total, items };
  await database.query({
    name: 'place',
    text: 'insert into customer_order (id, customer_email, priority, total, items) values ($1, $2, $3, $4, $5)',
    values: [order.id, customerEmail, priority, total, JSON.stringify(items)],
  });
  await Promise.all([
    emails.add('confirmation', { orderId: order.id, email: customerEmail, order }),
    payments.add('payment', { orderId: order.id, amount: total, paymentMethod }),
  ]);
  return order;
}

// Simulates the provider's latency, in milliseconds.
function payment(latency) {
  return async ({ data: { orderId, amount } }) => {
    const begun = new Date();
    if (latency > 0) {
      await setTimeout(latency);
    }
    await database.query({
      name: 'pay',
      text: 'insert into payment (order_id, amount, begun_at) values ($1, $2, $3) on conflict do nothing',
      values: [orderId, amount, begun],
    });
  };
}

function isOrder({ customerEmail, paymentMethod, priority, items } = {}) {
  return typeof customerEmail === 'string' && customerEmail.includes('@')
    && typeof paymentMethod === 'string'
    && typeof priority === 'string'
    && Array.isArray(items) && items.length > 0
    && items.every(item => typeof item.sku === 'string' && item.quantity > 0 && item.unitPrice > 0);
}

const app = express();
app.disable('x-powered-by');
app.use(express.json());

app.post('/orders', async (request, response) => {
  if (!isOrder(request.body)) {
    response.status(400).json({ detail: 'this is no order' });
    return;
  }
  const order = await place(request.body);
  response.status(201).location(`/orders/${order.id}`).json(order);
});

// Payments start only on request, so that waiting jobs can be counted.
let worker;

// ?latency= of the provider; ?limit= payments a second, no limit if omitted.
app.post('/paying', ({ query: { latency, limit } }, response) => {
  const limiter = limit && { max: Number(limit), duration: 1000 };
  worker = new Worker('payments', payment(Number(latency)), { connection, concurrency: 10, ...(limiter && { limiter }) });
  response.sendStatus(204);
});

app.delete('/paying', async (_request, response) => {
  await worker.close();
  response.sendStatus(204);
});

// The numbers of orders, payments and mails, for the benchmark's check.
app.get('/books', async (_request, response) => {
  const { rows: [stored] } = await database.query(
    'select (select count(*) from customer_order) as orders, (select count(*) from payment) as payments');
  response.json({
    orders: Number(stored.orders),
    payments: Number(stored.payments) + await payments.getWaitingCount(),
    mails: await emails.getWaitingCount(),
  });
});

app.listen(Number(process.env.PORT), '127.0.0.1');
