// The one entry of every page: styles, what all pages share, then the part that belongs to this page.
import 'bootstrap/dist/css/bootstrap.min.css';
import './style.css';
import './care.css';
import 'bootstrap/js/dist/dropdown';
import 'bootstrap/js/dist/tab';
import { startChrome } from './chrome.js';
import { startListPage } from './list-page.js';
import { startSessionPage } from './session-page.js';

startChrome(document);
const start = { list: startListPage, session: startSessionPage }[document.body.dataset.page];
start?.(document);
