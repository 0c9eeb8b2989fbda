/** Remembers what `make` made of the last `limit` texts it was asked for. */
export function cached<Value>(limit: number, make: (text: string) => Value): (text: string) => Value {
  const values = new Map<string, Value>();
  return (text) => {
    const known = values.get(text);
    if (known !== undefined) return known;
    const value = make(text);
    const oldest = values.keys().next();
    if (values.size >= limit && !oldest.done) values.delete(oldest.value);
    values.set(text, value);
    return value;
  };
}
