/** The part of Protocol Buffers' wire format that an ONNX file needs. Messages are lists of fields. */

/**
 * @param {number} value a whole number, not negative
 * @returns {Uint8Array}
 */
function varint(value) {
  const bytes = [];
  let rest = value;
  // Not with shifts: those are 32 bits wide, and sizes may grow beyond.
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/**
 * @param {number} field
 * @param {number} value
 */
export function integer(field, value) {
  return message([varint(field * 8), varint(value)]);
}

/**
 * @param {number} field
 * @param {number} value
 */
export function float32(field, value) {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return message([varint(field * 8 + 5), bytes]);
}

/**
 * A field with a length: text, bytes or a message.
 * @param {number} field
 * @param {string | Uint8Array} content
 */
export function block(field, content) {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return message([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

/**
 * @param {Uint8Array[]} fields
 * @returns {Uint8Array}
 */
export function message(fields) {
  return Buffer.concat(fields);
}
