const LONGEST = 1600;
const QUALITY = 0.82;

/** A JPEG of at most 1600 px, from a file or from what a camera shows. */
export async function asPhoto(source) {
    const picture = source instanceof Blob ? await createImageBitmap(source, { imageOrientation: "from-image" }) : source;
    const width = picture.videoWidth || picture.width;
    const height = picture.videoHeight || picture.height;
    const scale = Math.min(1, LONGEST / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close?.();
    return new Promise((resolve, reject) =>
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", QUALITY)
    );
}
