import { registry } from "@web/core/registry";
import { ImageField, imageField } from "@web/views/fields/image/image_field";

/** A picture of a piece or model; without one, the pictogram of its furniture type. */
export class FurniturePicture extends ImageField {
    getUrl(imageFieldName) {
        const { data } = this.props.record;
        if (!data[this.props.name] && data.furniture_picture) {
            return `/bk_furniture_reuse/static/img/type_${data.furniture_picture}.svg`;
        }
        return super.getUrl(imageFieldName);
    }
}

registry.category("fields").add("furniture_picture", {
    ...imageField,
    component: FurniturePicture,
    fieldDependencies: [...(imageField.fieldDependencies || []), { name: "furniture_picture", type: "selection" }],
});
