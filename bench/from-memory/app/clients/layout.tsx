export { default } from "../../../../app/(staff)/layout"
