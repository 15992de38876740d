import 'bootstrap/dist/css/bootstrap.min.css'; import { Modal } from 'bootstrap'; import * as q from 'qrcode'; console.log(Modal, q);
