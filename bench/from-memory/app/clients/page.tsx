export { default, metadata } from "../../../../app/(staff)/clients/page"
