/** QR codes for the views. They load it with what they show. */

export { qrPath } from '../../share/link/qr.ts';
