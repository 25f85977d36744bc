const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON with every number as the string that stood there, so that ids above 2^53 and `001`
 * (not valid JSON, but in the specification's own examples) survive.
 * @throws SyntaxError when it is no JSON
 */
export function parseLossless(text: string): unknown {
  return JSON.parse(text.replace(token, (found) => (found.startsWith('"') ? found : `"${found}"`)));
}
