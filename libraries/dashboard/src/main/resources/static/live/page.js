import {Alerts} from './alerts.js';
import {Charts} from './charts.js';
import {DeadLetters} from './dead-letters.js';
import {setAttribute, setText} from './dom.js';
import {Flow} from './flow.js';
import {clock} from './format.js';
import {setUpLogin} from './login.js';
import {Orders} from './orders.js';
import {OwnOrders} from './own-orders.js';
import {setUpPlacing} from './placing.js';
import {say} from './say.js';
import {sampleOf, Series} from './series.js';
import {session} from './session.js';
import {SharedLink} from './shared-link.js';

const series = new Series();
const flow = new Flow();
const charts = new Charts(series);
const alerts = new Alerts();
const orders = new Orders();
const ownOrders = new OwnOrders();
const deadLetters = new DeadLetters();
let snapshot = null;
let drawingSoon = false;

const link = new SharedLink({
    event(name, data) {
        if (name === 'history') {
            series.replace(data);
        } else if (name === 'snapshot') {
            snapshot = data;
            series.append(Math.floor(Date.parse(data.at) / 1000), sampleOf(data));
            drawLink('up', `Live, ${clock(data.at)}`);
        }
        drawSoon();
    },
    down(why) {
        if (document.body.dataset.link === 'up') {
            say('The connection is lost. The page shows old values.', 'failed');
        }
        const asOf = snapshot === null ? '' : `As of ${clock(snapshot.at)}.`;
        drawLink('down', ['Not connected, retrying.', why, asOf].filter(it => it).join(' '));
    },
    refused() {
        session.end();
        say('The login is not valid any more. Log in again.', 'failed');
    },
});

/** A hidden page gets no animation frames: it keeps receiving snapshots and draws them when it becomes visible. */
function drawSoon() {
    if (!drawingSoon && snapshot !== null) {
        drawingSoon = true;
        requestAnimationFrame(draw);
    }
}

function draw() {
    drawingSoon = false;
    alerts.draw(snapshot.alerts);
    flow.draw(snapshot);
    charts.draw();
    drawOrders();
    deadLetters.draw(snapshot);
}

function drawLink(state, text) {
    setAttribute(document.body, 'data-link', state);
    setText(document.getElementById('link'), text);
}

function drawOrders() {
    if (session.user !== null && snapshot.latest) {
        orders.caption('The latest orders, newest first.');
        orders.draw(snapshot.latest);
    } else {
        ownOrders.follow();
        orders.caption('Orders placed from this page, newest first. Log in to see all orders.');
        orders.draw(ownOrders.latest());
    }
}

/** Operators' snapshots also contain the latest orders. */
function connect() {
    link.open(session.user === null ? '/live' : '/ops/live', session.headers());
}

setUpLogin();
setUpPlacing(order => ownOrders.add(order));
session.addEventListener('change', () => {
    connect();
    drawSoon();
});
document.addEventListener('visibilitychange', () => link.hurry());
drawLink('down', 'Connecting…');
connect();
