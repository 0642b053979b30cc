/** Seven inches are narrow: smaller type and less space between the columns. */
export const paperLook =
  "print:text-xs print:[&_td]:h-8 print:[&_td]:px-2 print:[&_td]:py-1 print:[&_th]:h-8 print:[&_th]:px-2"
