/** Whether a flag among the extras is set: anything but nothing, `0`, `no` and `false`. */
export const isTold = (value: string | undefined): boolean =>
  value !== undefined && !/^\s*(?:|0|no|false)\s*$/i.test(value);
