// The one entry of every page: styles, what all pages share, then the part that belongs to this page.
import 'bootstrap/dist/css/bootstrap.min.css';
import './style.css';
import './care.css';
import './hooks.css';
import './audit.css';
import './scan.css';
import './keys.css';
import 'bootstrap/js/dist/dropdown';
import 'bootstrap/js/dist/tab';
import { startChrome } from './chrome.js';
import { startHookPage } from './hook-page.js';
import { startHooksPage } from './hooks-page.js';
import { startKeysPage } from './keys-page.js';
import { startListPage } from './list-page.js';
import { startScanPage } from './scan-page.js';
import { startSessionPage } from './session-page.js';
import { startSignInsPage } from './sign-ins-page.js';

startChrome(document);
const start = { list: startListPage, session: startSessionPage, webhooks: startHooksPage, webhook: startHookPage, keys: startKeysPage, 'sign-ins': startSignInsPage, scan: startScanPage }[document.body.dataset.page];
start?.(document);
